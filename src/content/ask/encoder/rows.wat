;; Products of rows of numbers in bytes. All of it is exact or rounded as IEEE 754 says, so that every machine gives the same.
(module
  (memory (export "memory") 1)
  (func $sums (param $a v128) (param $b v128) (param $c v128) (param $d v128) (result v128) (local $ab v128) (local $cd v128)
    (local.set $ab (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b))))
    (local.set $cd (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d))))
    (i32x4.add
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $ab) (local.get $cd))
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $ab) (local.get $cd))))
  ;; out[t][o] = sum over k of w[o][k] * x[t][k]. w: signed bytes. x: bytes from 0 to 127, for which the relaxed instruction
  ;; is exact (its sums of two stay below 2^15). tokens is a multiple of 2, outs of 4, k of 16.
  (func (export "rows") (param $x i32) (param $w i32) (param $out i32) (param $tokens i32) (param $k i32) (param $outs i32)
    (local $t i32) (local $o i32) (local $i i32) (local $p i32) (local $q i32) (local $at i32)
    (local $x0 v128) (local $x1 v128) (local $wv v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local $w1 i32) (local $w2 i32) (local $w3 i32) (local $q1 i32)
    (loop $eachOut
      (local.set $t (i32.const 0))
      (loop $eachToken
        (local.set $a0 (v128.const i32x4 0 0 0 0)) (local.set $a1 (local.get $a0)) (local.set $a2 (local.get $a0)) (local.set $a3 (local.get $a0))
        (local.set $b0 (local.get $a0)) (local.set $b1 (local.get $a0)) (local.set $b2 (local.get $a0)) (local.set $b3 (local.get $a0))
        (local.set $q (i32.add (local.get $x) (i32.mul (local.get $t) (local.get $k))))
        (local.set $q1 (i32.add (local.get $q) (local.get $k)))
        (local.set $p (i32.add (local.get $w) (i32.mul (local.get $o) (local.get $k))))
        (local.set $w1 (i32.add (local.get $p) (local.get $k)))
        (local.set $w2 (i32.add (local.get $w1) (local.get $k)))
        (local.set $w3 (i32.add (local.get $w2) (local.get $k)))
        (local.set $i (local.get $k))
        (loop $eachPart
          (local.set $x0 (v128.load (local.get $q)))
          (local.set $x1 (v128.load (local.get $q1)))
          (local.set $wv (v128.load (local.get $p)))
          (local.set $a0 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $wv) (local.get $x0) (local.get $a0)))
          (local.set $b0 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $wv) (local.get $x1) (local.get $b0)))
          (local.set $wv (v128.load (local.get $w1)))
          (local.set $a1 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $wv) (local.get $x0) (local.get $a1)))
          (local.set $b1 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $wv) (local.get $x1) (local.get $b1)))
          (local.set $wv (v128.load (local.get $w2)))
          (local.set $a2 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $wv) (local.get $x0) (local.get $a2)))
          (local.set $b2 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $wv) (local.get $x1) (local.get $b2)))
          (local.set $wv (v128.load (local.get $w3)))
          (local.set $a3 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $wv) (local.get $x0) (local.get $a3)))
          (local.set $b3 (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $wv) (local.get $x1) (local.get $b3)))
          (local.set $q (i32.add (local.get $q) (i32.const 16)))
          (local.set $q1 (i32.add (local.get $q1) (i32.const 16)))
          (local.set $p (i32.add (local.get $p) (i32.const 16)))
          (local.set $w1 (i32.add (local.get $w1) (i32.const 16)))
          (local.set $w2 (i32.add (local.get $w2) (i32.const 16)))
          (local.set $w3 (i32.add (local.get $w3) (i32.const 16)))
          (br_if $eachPart (local.tee $i (i32.sub (local.get $i) (i32.const 16)))))
        (local.set $at (i32.add (local.get $out) (i32.shl (i32.add (i32.mul (local.get $t) (local.get $outs)) (local.get $o)) (i32.const 2))))
        (v128.store (local.get $at) (call $sums (local.get $a0) (local.get $a1) (local.get $a2) (local.get $a3)))
        (v128.store (i32.add (local.get $at) (i32.shl (local.get $outs) (i32.const 2)))
          (call $sums (local.get $b0) (local.get $b1) (local.get $b2) (local.get $b3)))
        (br_if $eachToken (i32.lt_u (local.tee $t (i32.add (local.get $t) (i32.const 2))) (local.get $tokens))))
      (br_if $eachOut (i32.lt_u (local.tee $o (i32.add (local.get $o) (i32.const 4))) (local.get $outs)))))

  ;; Rows of numbers to bytes from 0 to 127: byte = number / scale + shift, to the nearest; shift is the byte of nought.
  ;; columns is a multiple of 16; stride: bytes from one row to the next.
  (func (export "bytes") (param $from i32) (param $stride i32) (param $to i32) (param $rows i32) (param $columns i32)
    (param $scales i32) (param $shifts i32)
    (local $i i32) (local $least v128) (local $most v128) (local $v v128) (local $low f32) (local $high f32) (local $scale f32)
    (local $by v128) (local $add v128) (local $top v128)
    (local.set $top (f32x4.splat (f32.const 127)))
    (loop $eachRow
      (local.set $least (v128.const f32x4 0 0 0 0))
      (local.set $most (local.get $least))
      (local.set $i (i32.const 0))
      (loop $eachPart
        (local.set $v (v128.load (i32.add (local.get $from) (i32.shl (local.get $i) (i32.const 2)))))
        (local.set $least (f32x4.pmin (local.get $least) (local.get $v)))
        (local.set $most (f32x4.pmax (local.get $most) (local.get $v)))
        (br_if $eachPart (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $columns))))
      (local.set $low (f32.min
        (f32.min (f32x4.extract_lane 0 (local.get $least)) (f32x4.extract_lane 1 (local.get $least)))
        (f32.min (f32x4.extract_lane 2 (local.get $least)) (f32x4.extract_lane 3 (local.get $least)))))
      (local.set $high (f32.max
        (f32.max (f32x4.extract_lane 0 (local.get $most)) (f32x4.extract_lane 1 (local.get $most)))
        (f32.max (f32x4.extract_lane 2 (local.get $most)) (f32x4.extract_lane 3 (local.get $most)))))
      (local.set $scale (f32.div (f32.sub (local.get $high) (local.get $low)) (f32.const 127)))
      (if (f32.eq (local.get $scale) (f32.const 0)) (then (local.set $scale (f32.const 1))))
      (f32.store (local.get $scales) (local.get $scale))
      (i32.store (local.get $shifts) (i32.trunc_sat_f32_s (f32.nearest (f32.div (f32.neg (local.get $low)) (local.get $scale)))))
      (local.set $by (f32x4.splat (f32.div (f32.const 1) (local.get $scale))))
      (local.set $add (f32x4.splat (f32.convert_i32_s (i32.load (local.get $shifts)))))
      (local.set $i (i32.const 0))
      (loop $eachFour
        (local.set $v (f32x4.mul (v128.load (i32.add (local.get $from) (i32.shl (local.get $i) (i32.const 2)))) (local.get $by)))
        (local.set $v (i32x4.relaxed_trunc_f32x4_s (f32x4.pmin (local.get $top) (f32x4.nearest (f32x4.add (local.get $v) (local.get $add))))))
        (local.set $v (i8x16.narrow_i16x8_u (i16x8.narrow_i32x4_s (local.get $v) (local.get $v)) (local.get $v)))
        (i32.store (i32.add (local.get $to) (local.get $i)) (i32x4.extract_lane 0 (local.get $v)))
        (br_if $eachFour (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $columns))))
      (local.set $from (i32.add (local.get $from) (local.get $stride)))
      (local.set $to (i32.add (local.get $to) (local.get $columns)))
      (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
      (local.set $shifts (i32.add (local.get $shifts) (i32.const 4)))
      (br_if $eachRow (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; Rows of numbers to signed bytes: byte = number / scale, to the nearest, the largest being 127; and the sum of each row's.
  (func (export "signed") (param $from i32) (param $stride i32) (param $to i32) (param $rows i32) (param $columns i32)
    (param $scales i32) (param $sums i32)
    (local $i i32) (local $most v128) (local $v v128) (local $high f32) (local $by v128) (local $sum v128)
    (loop $eachRow
      (local.set $most (v128.const f32x4 0 0 0 0))
      (local.set $i (i32.const 0))
      (loop $eachPart
        (local.set $most (f32x4.pmax (local.get $most)
          (f32x4.abs (v128.load (i32.add (local.get $from) (i32.shl (local.get $i) (i32.const 2)))))))
        (br_if $eachPart (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $columns))))
      (local.set $high (f32.max
        (f32.max (f32x4.extract_lane 0 (local.get $most)) (f32x4.extract_lane 1 (local.get $most)))
        (f32.max (f32x4.extract_lane 2 (local.get $most)) (f32x4.extract_lane 3 (local.get $most)))))
      (f32.store (local.get $scales) (f32.div (local.get $high) (f32.const 127)))
      (if (f32.eq (local.get $high) (f32.const 0)) (then (local.set $high (f32.const 1))))
      (local.set $by (f32x4.splat (f32.div (f32.const 127) (local.get $high))))
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (local.set $i (i32.const 0))
      (loop $eachFour
        (local.set $v (i32x4.relaxed_trunc_f32x4_s (f32x4.nearest
          (f32x4.mul (v128.load (i32.add (local.get $from) (i32.shl (local.get $i) (i32.const 2)))) (local.get $by)))))
        (local.set $sum (i32x4.add (local.get $sum) (local.get $v)))
        (local.set $v (i8x16.narrow_i16x8_s (i16x8.narrow_i32x4_s (local.get $v) (local.get $v)) (local.get $v)))
        (i32.store (i32.add (local.get $to) (local.get $i)) (i32x4.extract_lane 0 (local.get $v)))
        (br_if $eachFour (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $columns))))
      (i32.store (local.get $sums) (i32.add
        (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
        (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
      (local.set $from (i32.add (local.get $from) (local.get $stride)))
      (local.set $to (i32.add (local.get $to) (local.get $columns)))
      (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
      (local.set $sums (i32.add (local.get $sums) (i32.const 4)))
      (br_if $eachRow (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; Sums to numbers, in place: (sum - shift of the row * sum of the other's bytes) * both scales + bias, or what is the least
  ;; if that is more. outs is a multiple of 4.
  (func (export "numbers") (param $sums i32) (param $rows i32) (param $outs i32) (param $scales i32) (param $shifts i32)
    (param $ofSums i32) (param $ofScales i32) (param $bias i32) (param $least f32)
    (local $i i32) (local $end i32) (local $scale v128) (local $shift v128)
    (local.set $end (i32.shl (local.get $outs) (i32.const 2)))
    (loop $eachRow
      (local.set $scale (v128.load32_splat (local.get $scales)))
      (local.set $shift (v128.load32_splat (local.get $shifts)))
      (local.set $i (i32.const 0))
      (loop $eachFour
        (v128.store (i32.add (local.get $sums) (local.get $i))
          (f32x4.pmax (f32x4.splat (local.get $least)) (f32x4.add
            (f32x4.mul
              (f32x4.convert_i32x4_s (i32x4.sub (v128.load (i32.add (local.get $sums) (local.get $i)))
                (i32x4.mul (local.get $shift) (v128.load (i32.add (local.get $ofSums) (local.get $i))))))
              (f32x4.mul (local.get $scale) (v128.load (i32.add (local.get $ofScales) (local.get $i)))))
            (v128.load (i32.add (local.get $bias) (local.get $i))))))
        (br_if $eachFour (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end))))
      (local.set $sums (i32.add (local.get $sums) (local.get $end)))
      (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
      (local.set $shifts (i32.add (local.get $shifts) (i32.const 4)))
      (br_if $eachRow (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))))
