"""The connection: what is asked again, what never, how long it waits, what it says."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from postmortem_gh.errors import ConfigurationError, NotReachable
from postmortem_gh.github_api.answers import Limited, Unanswered
from postmortem_gh.github_api.environment import addresses
from postmortem_gh.github_api.transport import Connection, connect

QUERY, MUTATION = "query { viewer { login } }", "mutation($c0: X!) { c0: x(input: $c0) { id } }"
FINE = (200, {}, json.dumps({"data": {"viewer": {"login": "github-actions[bot]"}}}))
SECONDARY = (403, {}, json.dumps({"message": "You have exceeded a secondary rate limit. Please wait."}))


class Script:
    """A GitHub that answers as told, and remembers what it was asked; times are its own."""

    def __init__(self, *answers: object) -> None:
        self.answers: list[object] = list(answers)
        self.asked: list[tuple[str, str, object]] = []
        self.pauses: list[float] = []
        self.now = 1_000_000.0

    def send(self, method: str, address: str, content: object) -> tuple[int, dict[str, str], str]:
        self.asked.append((method, address, content))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def connection(script: Script) -> Connection:
    return Connection(
        script.send,
        api_url="https://api.github.com",
        graphql_url="https://api.github.com/graphql",
        pause=script.pause,
        clock=lambda: script.now,
    )


@pytest.mark.parametrize(
    "failure", [(502, {}, "bad gateway"), ConnectionResetError("reset"), TimeoutError(), (200, {}, "<html>")]
)
def test_a_query_without_an_answer_is_asked_again(failure):
    script = Script(failure, FINE)

    answer = connection(script).graphql(QUERY, {})

    assert answer.data == {"viewer": {"login": "github-actions[bot]"}}
    assert len(script.asked) == 2


def test_a_query_is_asked_four_times_at_most_and_then_github_is_out_of_reach():
    script = Script(*[(503, {}, "")] * 9)

    with pytest.raises(NotReachable) as stopped:
        connection(script).graphql(QUERY, {})

    assert len(script.asked) == 4
    assert stopped.value.exit_code == 3
    assert "the next run goes on" in stopped.value.fix


@pytest.mark.parametrize("failure", [(502, {}, ""), ConnectionResetError("reset"), TimeoutError()])
def test_a_mutation_without_an_answer_is_never_sent_again(failure):
    script = Script(failure, FINE)

    with pytest.raises(Unanswered):
        connection(script).graphql(MUTATION, {})

    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (SECONDARY, 60.0),
        ((403, {"Retry-After": "7"}, "{}"), 7.0),
        ((429, {}, json.dumps({"message": "Too many requests"})), 60.0),
        ((429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1000020"}, "{}"), 21.0),
        (
            (
                200,
                {},
                json.dumps({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}),
            ),
            60.0,
        ),
        (
            (
                200,
                {},
                json.dumps({"data": {"c0": None}, "errors": [{"message": "was submitted too quickly"}]}),
            ),
            60.0,
        ),
    ],
)
def test_each_way_of_saying_that_a_limit_is_reached_is_understood(answer, seconds):
    script = Script(answer)

    with pytest.raises(Limited) as limited:
        connection(script).graphql(MUTATION, {})

    assert limited.value.seconds == seconds


def test_a_limited_query_waits_as_long_as_github_asks_and_goes_on():
    script = Script((403, {"Retry-After": "7"}, "{}"), FINE)

    connection(script).graphql(QUERY, {})

    assert script.pauses == [7.0]


def test_waiting_ends_after_a_minute_in_all():
    script = Script(*[(403, {"retry-after": "40"}, "{}")] * 5)

    with pytest.raises(NotReachable) as stopped:
        connection(script).graphql(QUERY, {})

    assert script.pauses == [40.0]
    assert "rate limit" in stopped.value.cause


def test_the_reset_time_is_held_against_githubs_clock_not_the_runners():
    date = "Mon, 12 Jan 1970 13:46:30 GMT"  # 999,990
    answer = (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1000000", "date": date}, "{}")
    script = Script(answer)
    script.now = 2_000_000.0

    with pytest.raises(Limited) as limited:
        connection(script).graphql(MUTATION, {})

    assert limited.value.seconds == 11.0


def test_a_part_that_was_done_beside_a_limit_is_told():
    done = {
        "data": {"c0": {"id": "x"}, "c1": None},
        "errors": [{"type": "RATE_LIMITED", "message": "", "path": ["c1"]}],
    }
    script = Script((200, {}, json.dumps(done)))

    answer = connection(script).graphql(MUTATION, {})

    assert answer.data == {"c0": {"id": "x"}, "c1": None}
    assert answer.error_of("c0") is None
    assert answer.error_of("c1").kind == "RATE_LIMITED"


def test_a_wrong_token_is_configuration_and_is_not_printed():
    script = Script((401, {}, json.dumps({"message": "Bad credentials"})))

    with pytest.raises(ConfigurationError) as stopped:
        connection(script).graphql(QUERY, {})

    assert stopped.value.exit_code == 2
    assert "token" in stopped.value.fix


def test_a_missing_permission_comes_back_as_an_error_that_stands_for_all():
    message = {"message": "Resource not accessible by integration"}
    script = Script((403, {}, json.dumps(message)))

    answer = connection(script).graphql(MUTATION, {})

    assert answer.data is None
    assert answer.error_of("c7").message == message["message"]


def test_an_old_server_that_lacks_a_field_is_named_as_such():
    error = {
        "message": "Field 'subIssues' doesn't exist on type 'Issue'",
        "extensions": {"code": "undefinedField"},
    }
    script = Script((200, {}, json.dumps({"errors": [error]})))

    with pytest.raises(ConfigurationError, match="field"):
        connection(script).graphql(QUERY, {})


def test_many_mutations_are_sent_a_second_apart_and_few_are_not():
    script = Script(*[(200, {}, json.dumps({"data": {"c0": {}}}))] * 8)
    github = connection(script)

    for _ in range(8):
        github.graphql(MUTATION, {})

    assert [round(each, 3) for each in script.pauses] == [1.0, 1.0, 1.0]


def test_no_more_than_sixty_creations_are_sent_in_a_minute():
    script = Script(*[(200, {}, json.dumps({"data": {"c0": {}}}))] * 9)
    github = connection(script)
    for _ in range(3):
        github.graphql(MUTATION, {}, creations=20)

    with pytest.raises(Limited):
        github.graphql(MUTATION, {}, creations=1)

    assert len(script.asked) == 3


def test_variables_go_out_sorted_so_that_the_same_question_is_the_same_bytes():
    script = Script(FINE)

    connection(script).graphql(QUERY, {"b": 1, "a": 2})

    assert list(script.asked[0][2]["variables"]) == ["a", "b"]


def _environment(**more: str) -> dict[str, str]:
    return {"GITHUB_TOKEN": "ghs_0123456789abcdef", **more}


def test_addresses_of_github_com_need_no_variables():
    where = addresses(_environment())

    assert (where.api_url, where.graphql_url) == ("https://api.github.com", "https://api.github.com/graphql")


def test_a_servers_graphql_address_follows_from_its_rest_address():
    where = addresses(_environment(GITHUB_API_URL="https://git.example.com/api/v3/"))

    assert where.api_url == "https://git.example.com/api/v3"
    assert where.graphql_url == "https://git.example.com/api/graphql"


def test_an_input_token_wins_over_the_jobs_own():
    assert addresses(_environment(POSTMORTEM_TOKEN="ghp_mine")).token == "ghp_mine"


def test_the_token_goes_to_one_host_alone():
    with pytest.raises(ConfigurationError, match="another host"):
        addresses(_environment(GITHUB_GRAPHQL_URL="https://evil.example.com/graphql"))


def test_everything_wrong_with_the_addresses_is_told_at_once():
    with pytest.raises(ConfigurationError) as stopped:
        connect({"GITHUB_API_URL": "ftp://x", "GITHUB_GRAPHQL_URL": "nonsense"})

    for words in ("no token", "GITHUB_API_URL", "GITHUB_GRAPHQL_URL"):
        assert words in stopped.value.cause


@pytest.mark.parametrize("shown", [repr, str])
def test_the_token_shows_in_no_representation(shown):
    secret = "ghs_0123456789abcdef"

    assert secret not in shown(addresses(_environment()))
    assert secret not in shown(vars(connect(_environment())))


def test_the_wire_imports_pygithub_with_the_first_call_and_cryptography_never():
    program = """
import sys
from postmortem_gh.github_api.transport import connect
github = connect({"GITHUB_TOKEN": "x", "GITHUB_API_URL": "http://127.0.0.1:9"})
before = "github" in sys.modules
try:
    github._send("GET", "http://127.0.0.1:9/meta", None)
except OSError:
    pass
print(before, "github" in sys.modules, "cryptography" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "True", "False"]
