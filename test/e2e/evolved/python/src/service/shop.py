"""A shop in FastAPI. What the generated application answers, it still answers."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import httpx
import numpy as np
import psycopg
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from service.app import App, Message, Receive, Send
from service.user import User


def migrate() -> None:
    """Creates the table with two orders."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("create table if not exists orders (id serial primary key, item text)")
        connection.execute("insert into orders (item) values ('Apfel'), ('Birne')")


class Shop(App):
    """Hands requests that the generated application doesn't know to FastAPI."""

    def __init__(self, user: User, version: str) -> None:
        super().__init__(user, version)
        self.api = FastAPI()
        self.api.get("/orders")(orders)
        self.api.get("/rate")(rate)
        self.api.get("/time")(berlin)
        self.api.get("/native")(sums)
        self.api.mount("/static", StaticFiles(directory="/static", check_dir=False))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        app = super().__call__ if self.find(scope["path"]) else self.api
        await app(scope, receive, send)


def orders() -> list[dict[str, int | str]]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute("select id, item from orders order by id").fetchall()
    return [{"id": number, "item": item} for number, item in rows]


async def rate() -> dict[str, int]:
    async with httpx.AsyncClient() as client:
        answer: dict[str, int] = (await client.get(os.environ["RATE_URL"])).json()
    return answer


def berlin() -> str:
    noon = datetime.fromisoformat("2026-07-01T12:00:00Z")
    return noon.astimezone(ZoneInfo("Europe/Berlin")).isoformat()


def sums() -> list[int]:
    return [int(number) for number in np.arange(6).reshape(2, 3).sum(axis=0)]
