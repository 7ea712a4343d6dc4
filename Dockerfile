# The api and the projector: one image, two commands (see docker-compose.yml).
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY apps ./apps
COPY libs ./libs
COPY docs/event-schemas ./docs/event-schemas
RUN npm run build

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
COPY --from=build /app/dist ./dist
# The page is served as it is; nothing of it is compiled.
COPY apps/web/src ./apps/web/src
# Without a DATABASE_URL the embedded database is used: its data and its passwords are two volumes, backed up apart.
RUN mkdir -p /var/lib/trachnhiem/data /var/lib/trachnhiem/keys && chown -R node:node /var/lib/trachnhiem
ENV DATA_DIR=/var/lib/trachnhiem/data KEY_DIR=/var/lib/trachnhiem/keys HOST=0.0.0.0 PORT=3000
VOLUME ["/var/lib/trachnhiem/data", "/var/lib/trachnhiem/keys"]
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/api/src/main.js"]
