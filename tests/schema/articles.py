"""A full article, and articles gone wrong."""

import copy
from typing import Any

from hypothesis import strategies as st

FULL: dict[str, Any] = {
    "category": "news",
    "title": "Ferry returns to Port Ellery",
    "excerpt": "After nine months of repairs the ferry sails again.",
    "publishedDateTime": "2024-03-01T08:00:00Z",
    "updatedDateTime": "2024-03-02",
    "webUrl": "https://harbour-post.example/ferry",
    "originalUrl": "http://harbour-post.example/ferry?utm_source=x",
    "ampWebUrl": None,
    "cdnAmpWebUrl": "https://harbour--post-example.cdn.ampproject.org/c/s/harbour-post.example/f",
    "type": "article",
    "quality": 190,
    "heat": -1,
    "published": False,
    "provider": {
        "name": "Harbour Post",
        "domain": "harbour-post.example",
        "images": [{"url": "/logo.png", "width": 32, "height": 32, "isCached": True}],
        "authors": ["A. Writer", {"name": "B. Writer", "role": "desk"}],
    },
    "topics": ["Ferries"],
    "tags": ["sea"],
    "locale": "en-gb",
    "images": [
        {"url": "https://harbour-post.example/f.jpg", "title": "The ferry", "attribution": None}
    ],
    "featuredContent": "<iframe></iframe>",
    "secured": "A" * 64 + ";" + "A" * 22 + "==",
    "x-desk": {"anything": [1]},
}
FULL["related"] = [copy.deepcopy(FULL) | {"related": [copy.deepcopy(FULL)]}]

MORE = {"a": 1, "title": "", "name": None, "url": "x", "type": "artcle", "Provider": []}

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(["2020-02-30", "2020-07-14", "https://a.example", "a.example", "article"])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FULL, *MORE]), inner, max_size=5)
    ),
    max_leaves=8,
)


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in ``data``."""
    found = []
    pending = [data]
    while pending:
        holder = pending.pop()
        if isinstance(holder, dict | list):
            steps = list(holder) if isinstance(holder, dict) else range(len(holder))
            found += [(holder, step) for step in steps]
            pending += [holder[step] for step in steps]
    return found


@st.composite
def mutants(draw: st.DrawFn) -> dict[str, Any]:
    """A good article with a few values replaced, taken away, or put where they are unknown."""
    data = copy.deepcopy(FULL)
    for _ in range(draw(st.integers(1, 4))):
        holder, step = draw(st.sampled_from(places(data)))
        match draw(st.sampled_from(["replace", "remove", "add"])):
            case "replace":
                holder[step] = draw(values)
            case "remove":
                del holder[step]
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from([*FULL, *MORE]))] = draw(values)
    return data
