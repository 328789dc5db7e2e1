# The decisions that `docker init` makes for Python, on the bases of this run: Debian's slim image,
# a cache for pip, a user by name, the whole folder copied, no bytecode. (It makes the user with
# adduser, which Debian 13's image no longer has.)
FROM docker.io/library/python:3.15-slim-trixie
ENV PYTHONDONTWRITEBYTECODE=1
ENV PYTHONUNBUFFERED=1
WORKDIR /app
ARG UID=10001
RUN useradd --home-dir "/nonexistent" --shell "/sbin/nologin" --no-create-home --uid "${UID}" appuser
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=requirements.txt,target=requirements.txt \
    python -m pip install -r requirements.txt
USER appuser
COPY . .
EXPOSE 8080
CMD ["python", "src"]
