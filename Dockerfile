# The bot in a container: Node, the packages it runs on, its own files. docs/operating.md says how to use it.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package that the bot runs on needs an install script.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
WORKDIR /app
# Folders of the user that runs the bot; volumes that are put here for the first time take over owner and mode.
RUN install -d -m 700 -o node -g node /data /key /backups
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY commands commands
COPY content content
COPY src src
ENV NODE_ENV=production DATA_DIR=/data MASTER_KEY_FILE=/key/master.key
USER node
# The entry point is the one of node:24-slim: it hands a script of ours to Node, and runs any other command as it is.
# Not `npm start`: npm does not pass SIGTERM on.
CMD ["node", "src/start.js"]
