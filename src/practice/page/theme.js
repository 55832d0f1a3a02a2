// @ts-check
/** Light or dark. Runs before the page is drawn, so that a remembered choice does not flash. */
;(() => {
  const wanted = localStorage.getItem('theme')
  if (wanted === 'light' || wanted === 'dark') document.documentElement.dataset.theme = wanted
})()
