"""People: their events, kept for good until they ask to be forgotten."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    Index,
    String,
    create_engine,
    delete,
    event,
    func,
    insert,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from quwei.index.errors import StorageError
from quwei.index.folding import fold
from quwei.index.profile import Event, EventType, Profile


class _Base(DeclarativeBase):
    pass


class EventRow(_Base):
    """Store one event."""

    __tablename__ = "events"
    __table_args__ = (Index("events_of_user", "user", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    user: Mapped[str] = mapped_column(String(200))
    session: Mapped[str | None] = mapped_column(String(200))
    catalogue: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    type: Mapped[str] = mapped_column(String(20))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class People:
    """Append and read the events of people in one catalogue; safe to share between threads.

    A person's events are cached, and each read asks the database whether there are others, so that several processes
    on one database agree.
    """

    def __init__(self, url: str, catalogue: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._engine = _engine(url)
        self._cache: dict[str, list[Event]] = {}
        self._lock = threading.Lock()
        with _clear_errors(self._engine):
            _create_tables(self._engine)

    def append(
        self, user: str, session: str | None, entries: Sequence[tuple[EventType, dict[str, Any]]]
    ) -> list[Event]:
        """Store events, all or none, and return them with their ids.

        Raises StorageError when the database refuses; what was stored before is still there.
        """
        now = self._clock()
        common = {"user": user, "session": session, "catalogue": self._catalogue, "at": now}
        with self._lock, self._database() as database:
            add = insert(EventRow).returning(EventRow.id)
            ids = [database.scalars(add.values(**common, type=kind, data=data)).one() for kind, data in entries]
            database.commit()
        return [
            Event.model_construct(id=number, user=user, session=session, at=now, type=kind, data=data)
            for number, (kind, data) in zip(ids, entries, strict=True)
        ]

    def events(self, user: str) -> list[Event]:
        """Return a person's events, oldest first."""
        of_user = (EventRow.user == user, EventRow.catalogue == self._catalogue)
        with self._lock, self._database() as database:
            known = self._cache.get(user, [])
            newest = known[-1].id if known else 0
            known = known + _read(database, of_user, newest)
            (count,) = database.execute(select(func.count()).select_from(EventRow).where(*of_user)).one()
            if count != len(known):  # some were deleted elsewhere
                known = _read(database, of_user, 0)
            self._cache[user] = known
            return list(known)

    @property
    def today(self) -> date:
        """Return the day it is."""
        return self._clock().date()

    def profile(self, user: str, session: str | None = None) -> Profile:
        """Return the fold of a person's events, as seen from `session`."""
        return fold(user, self.events(user), session, self._clock())

    def export(self, user: str) -> dict[str, Any]:
        """Return everything stored of a person in this catalogue, as JSON would hold it."""
        events = [event.model_dump(mode="json") for event in self.events(user)]
        profile = self.profile(user).model_dump(mode="json")
        return {"user": user, "catalogue": self._catalogue, "events": events, "profile": profile}

    def forget(self, user: str) -> int:
        """Delete everything known of one person, in every catalogue, and return how many events that was."""
        with self._lock, self._database() as database:
            deleted = database.execute(delete(EventRow).where(EventRow.user == user)).rowcount
            database.commit()
            self._cache.pop(user, None)
            return int(deleted)

    @contextmanager
    def _database(self) -> Iterator[Connection]:
        with _clear_errors(self._engine), self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()


def _create_tables(engine: Engine) -> None:
    """Create the tables; when another process does so at the same moment, they are there the second time."""
    try:
        _Base.metadata.create_all(engine)
    except OperationalError:
        _Base.metadata.create_all(engine)


def _read(database: Connection, of_user: Sequence[ColumnElement[bool]], after: int) -> list[Event]:
    """Return the events after one id, oldest first."""
    table = EventRow.__table__
    rows = database.execute(select(table).where(*of_user, EventRow.id > after).order_by(EventRow.id))
    return [
        Event.model_construct(
            id=row.id,
            user=row.user,
            session=row.session,
            at=row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC),  # SQLite drops the zone
            type=row.type,
            data=row.data,
        )
        for row in rows
    ]


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StorageError(
            f"The database address is not understood: {error}.",
            "An SQLAlchemy URL such as postgresql+psycopg://user@host/quwei.",
            "Correct QUWEI_DATABASE_URL, or unset it to use SQLite.",
        ) from error
    except ImportError as error:
        raise StorageError(
            f"The database needs a driver that is not installed: {error}.",
            "Its driver.",
            "Install it: pip install 'quwei[postgres]'",
        ) from error
    if parsed.database and parsed.database != ":memory:":
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"The folder of {parsed.database} cannot be made: {error}.",
                "A folder that can be written.",
                "Check its permissions, or set QUWEI_DATA_DIR.",
            ) from error
    engine = create_engine(parsed, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _use_write_ahead_log(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=ON")

    return engine


class _clear_errors:  # noqa: N801
    """Turn the database's errors into one that a person understands."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, DatabaseError):
            where = self._engine.url.render_as_string(hide_password=True)
            raise StorageError(
                f"The database {where} refused: {error.orig}.",
                "A database that can be read and written.",
                "Free disk space or check its permissions, then try again: nothing stored was lost.",
            ) from error
