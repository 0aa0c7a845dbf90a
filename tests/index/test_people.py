"""People: nothing is lost, nobody sees anybody else, and forgetting is for one and for good."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from quwei.index.errors import StorageError
from quwei.index.people import People
from quwei.index.profile import EventType

NOBODY = 65534


def seen(item: str) -> tuple[EventType, dict[str, Any]]:
    return "seen", {"item": item}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'people.sqlite'}"


@pytest.fixture
def people(url: str) -> Iterator[People]:
    found = People(url, "films")
    yield found
    found.close()


def items_of(people: People, user: str) -> list[str]:
    return [each.data["item"] for each in people.events(user)]


def test_what_is_appended_is_read_back_in_order(people: People) -> None:
    stored = people.append("u1", "s1", [seen("a"), seen("b")])
    stored += people.append("u1", None, [("said", {"text": "不要恐怖片", "interests": []})])
    assert [each.id for each in people.events("u1")] == [each.id for each in stored]
    assert [each.data for each in people.events("u1")] == [each.data for each in stored]
    assert [each.session for each in people.events("u1")] == ["s1", "s1", None]


def test_an_event_reads_the_same_as_when_it_was_stored(people: People) -> None:
    assert people.append("u1", "s1", [seen("a")]) == people.events("u1")


def test_nobody_knows_a_stranger(people: People) -> None:
    assert people.events("stranger") == []
    assert people.forget("stranger") == 0
    assert people.profile("stranger").interests == []


def test_appending_nothing_stores_nothing(people: People) -> None:
    assert people.append("u1", "s1", []) == []
    assert people.events("u1") == []


def test_events_outlive_the_object_that_stored_them(url: str) -> None:
    first = People(url, "films")
    first.append("u1", "s1", [seen("a")])
    first.close()
    second = People(url, "films")
    assert items_of(second, "u1") == ["a"]
    second.close()


def test_the_write_ahead_log_is_on(people: People, tmp_path: Path) -> None:
    people.append("u1", "s1", [seen("a")])
    with closing(sqlite3.connect(tmp_path / "people.sqlite")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    people = People(f"sqlite:///{tmp_path / 'new' / 'folder' / 'people.sqlite'}", "films")
    people.append("u1", None, [seen("a")])
    people.close()
    assert (tmp_path / "new" / "folder" / "people.sqlite").is_file()


def test_a_user_may_be_called_anything(people: People) -> None:
    names = ["张三", "o'brien; drop table events", "", "U1", "u1", "u1 ", "%"]
    for name in names:
        people.append(name, "s1", [seen(name)])
    for name in names:
        assert items_of(people, name) == [name]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(["u1", "u2", "u3"]), st.sampled_from(["s1", "s2"])), max_size=10))
def test_users_never_see_each_other(acts: list[tuple[str, str]]) -> None:
    people = People("sqlite://", "films")
    for number, (user, session) in enumerate(acts):
        people.append(user, session, [seen(str(number))])
        assert items_of(people, user)[-1] == str(number)
    for user in ("u1", "u2", "u3"):
        mine = [(str(number), session) for number, (who, session) in enumerate(acts) if who == user]
        assert items_of(people, user) == [item for item, _ in mine] == people.profile(user).seen
    people.close()


def test_two_catalogues_on_one_database_are_two_worlds(url: str, people: People) -> None:
    books = People(url, "books")
    people.append("u1", "s1", [seen("film")])
    books.append("u1", "s1", [seen("book")])
    assert items_of(people, "u1") == ["film"]
    assert items_of(books, "u1") == ["book"]
    people.forget("u1")
    assert items_of(books, "u1") == []
    books.close()


def test_the_list_of_events_is_the_callers_own(people: People) -> None:
    people.append("u1", "s1", [seen("a"), seen("b")])
    people.events("u1").reverse()
    assert items_of(people, "u1") == ["a", "b"]


def test_two_objects_on_one_database_agree_at_once(url: str, people: People) -> None:
    other = People(url, "films")
    for number in range(4):
        (people if number % 2 else other).append("u1", "s1", [seen(str(number))])
        assert items_of(people, "u1") == items_of(other, "u1") == [str(each) for each in range(number + 1)]
    other.close()


def test_forgetting_deletes_one_person_and_says_how_much(people: People) -> None:
    people.append("u1", "s1", [seen("a"), seen("b")])
    people.append("u2", "s1", [seen("c")])
    assert people.forget("u1") == 2
    assert people.events("u1") == []
    assert items_of(people, "u2") == ["c"]
    assert people.forget("u1") == 0


def test_another_object_on_the_same_database_sees_that_somebody_was_forgotten(url: str, people: People) -> None:
    other = People(url, "films")
    people.append("u1", "s1", [seen("a"), seen("b")])
    people.append("u2", "s1", [seen("c")])
    assert items_of(other, "u1") == ["a", "b"]
    people.forget("u1")
    assert other.events("u1") == []
    assert items_of(other, "u2") == ["c"]
    people.append("u1", "s1", [seen("d"), seen("e")])
    assert items_of(other, "u1") == ["d", "e"]
    other.close()


def test_an_id_is_never_given_twice_even_after_forgetting(people: People) -> None:
    old = people.append("u1", "s1", [seen("a")])[0].id
    people.forget("u1")
    assert people.append("u1", "s1", [seen("b")])[0].id > old


def test_what_was_forgotten_is_gone_from_the_file(url: str, tmp_path: Path) -> None:
    people = People(url, "films")
    people.append("u1", "s1", [("said", {"text": "my secret wish"})])
    people.forget("u1")
    people.close()
    with closing(sqlite3.connect(tmp_path / "people.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM events").fetchone() == (0,)


def test_eight_threads_appending_at_once_lose_nothing(people: People) -> None:
    def work(thread: int) -> list[int]:
        found = []
        for number in range(10):
            found += [each.id for each in people.append(f"u{thread % 2}", f"s{thread}", [seen(f"{thread}-{number}")])]
            assert f"{thread}-{number}" in items_of(people, f"u{thread % 2}")
        return found

    with ThreadPoolExecutor(8) as pool:
        ids = [each for found in pool.map(work, range(8)) for each in found]
    assert len(set(ids)) == 80
    for user in (0, 1):
        expected = {f"{thread}-{number}" for thread in range(user, 8, 2) for number in range(10)}
        assert set(items_of(people, f"u{user}")) == expected
        assert len(people.events(f"u{user}")) == 40
    for thread in range(8):
        mine = [each.data["item"] for each in people.events(f"u{thread % 2}") if each.session == f"s{thread}"]
        assert mine == [f"{thread}-{number}" for number in range(10)]


@contextmanager
def at_most_pages(pages: int) -> Iterator[None]:
    """Let every new SQLite database be full after that many pages."""

    def limit(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_a_full_database_is_a_clear_error_and_what_was_stored_stays(url: str) -> None:
    with at_most_pages(8):
        people = People(url, "films")
        people.append("u1", "s1", [seen("a")])
        with pytest.raises(StorageError) as caught:
            people.append("u1", "s1", [seen("b"), ("said", {"text": "x" * 100_000})])
        assert items_of(people, "u1") == ["a"], "all of a batch or none"
        people.append("u1", "s1", [seen("c")])
        assert items_of(people, "u1") == ["a", "c"]
        people.close()
    assert "people.sqlite" in caught.value.seen
    assert "full" in caught.value.seen
    assert caught.value.expected
    assert caught.value.next_step


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take the right to write in `folder`, also from root."""
    paths = [folder, *folder.iterdir()]
    for path in paths:
        path.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in paths:
            if path.exists():
                path.chmod(0o755)


@pytest.fixture
def public() -> Iterator[Path]:
    """Return a folder that everybody may read."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def assert_clear(error: StorageError, name: str) -> None:
    assert name in error.seen
    assert error.expected
    assert error.next_step


def test_a_read_only_database_is_a_clear_error_and_what_was_stored_stays(public: Path) -> None:
    address = f"sqlite:///{public / 'people.sqlite'}"
    first = People(address, "films")
    first.append("u1", "s1", [seen("a")])
    first.close()
    with read_only(public), pytest.raises(StorageError) as caught:
        People(address, "films").append("u1", "s1", [seen("b")])
    assert_clear(caught.value, "people.sqlite")
    again = People(address, "films")
    assert items_of(again, "u1") == ["a"]
    again.close()


def test_a_database_that_becomes_read_only_is_a_clear_error_and_what_was_stored_stays(url: str, people: People) -> None:
    people.append("u1", "s1", [seen("a")])
    people.close()

    def refuse(connection: Any, _: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(Engine, "connect", refuse)
    try:
        with pytest.raises(StorageError) as caught:
            people.append("u1", "s1", [seen("b")])
        with pytest.raises(StorageError):
            people.forget("u1")
        assert items_of(people, "u1") == ["a"], "reading goes on"
    finally:
        event.remove(Engine, "connect", refuse)
    assert_clear(caught.value, "people.sqlite")


def test_a_folder_that_cannot_be_made_is_a_clear_error(public: Path) -> None:
    with read_only(public), pytest.raises(StorageError) as caught:
        People(f"sqlite:///{public / 'new' / 'people.sqlite'}", "films")
    assert_clear(caught.value, "new")


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "people.sqlite").write_text("this is no database, but quite a long text " * 30)
    with pytest.raises(StorageError) as caught:
        People(f"sqlite:///{tmp_path / 'people.sqlite'}", "films")
    assert_clear(caught.value, "people.sqlite")
