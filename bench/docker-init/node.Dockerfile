# The decisions that `docker init` makes for Node.js with a build step, on the bases of this run:
# Debian's slim image, a cache for npm, a stage for the packages, the whole folder copied, the user
# that the image brings. (It copies the packages of the service too, of which this one has none.)
FROM docker.io/library/node:26-trixie-slim AS base
WORKDIR /usr/src/app

FROM base AS build
RUN --mount=type=bind,source=package.json,target=package.json \
    --mount=type=bind,source=package-lock.json,target=package-lock.json \
    --mount=type=cache,target=/root/.npm \
    npm ci
COPY . .
RUN npm run build

FROM base AS final
ENV NODE_ENV=production
USER node
COPY package.json .
COPY --from=build /usr/src/app/dist ./dist
EXPOSE 8080
CMD ["node", "dist/main.js"]
