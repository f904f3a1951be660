"""From the catalogue's data to the document of one policy, complete in itself and fit to be kept for years."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from lintas.directory.catalogue.rules.charging import CHILD_HOLDER, LONGEST_FOR_A_CHILD

YES_NO = [
    {"key": "yes", "text": {"id": "Ya", "en": "Yes"}},
    {"key": "no", "text": {"id": "Tidak", "en": "No"}},
]


MARRIED = "married"
"""The question that lets somebody under the age of an adult use a service for adults."""


class BrokenCatalogue(ValueError):
    """The data name something that does not exist; the sentence says what and where."""


def compile_policy(service: Mapping[str, Any], library: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the policy's document: plain JSON with every wording in it.

    ``library`` holds the data files by name: documents, alternatives, questions, tariffs, groups,
    channels, processes, indices.

    :raises BrokenCatalogue: the service names a document, question, fee or process that is not there.
    """
    return _Compiler(service, library).document()


def hash_of(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the document in canonical JSON, in hexadecimal."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class _Compiler:
    def __init__(self, service: Mapping[str, Any], library: Mapping[str, Any]) -> None:
        self.service = service
        self.library = library
        self.used: list[str] = []
        """Conditions in the order in which the policy first names them."""
        self.whole: list[str] = []
        """Questions that are asked with all their options."""

    def document(self) -> dict[str, Any]:
        service, process = self.service, self._find("processes", self.service["process"])
        requires = [self._requirement(item) for item in service.get("requires", [])]
        fees = self._fees(service["fees"])
        return {
            "service": service["key"],
            "name": service["name"],
            "who": service["who"],
            "group": service["group"],
            "process": service["process"],
            "holder": service.get("holder", ""),
            "online": service.get("online", False),
            "channels": [self._find("channels", channel) for channel in service["channels"]],
            "requires": requires,
            "fees": fees,
            "questions": self._questions(),
            "time": service["time"],
            "validity": service.get("validity"),
            "window": service.get("window"),
            "notes": service.get("notes", []),
            "steps": service.get("steps", process["steps"]),
            "grounds": [*service.get("grounds", process["grounds"]), *service.get("grounds_extra", [])],
            "legal": service["legal"],
            "conf": service["conf"],
        }

    def _find(self, shelf: str, key: str) -> Any:
        try:
            return self.library[shelf][key]
        except KeyError:
            raise BrokenCatalogue(f"{self.service['key']}: there is no {key!r} in {shelf}.") from None

    def _requirement(self, item: str | Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(item, str):
            item = {"doc": item}
        when = self._condition(item["when"]) if "when" in item else None
        if "one_of" in item:
            name = self._find("alternatives", item["key"])["name"]
            return {
                "key": item["key"],
                "name": name,
                "any_of": [self._paper(key) for key in item["one_of"]],
                "when": when,
            }
        paper = self._paper(item["doc"])
        return {"key": item["doc"], "name": paper["name"], "any_of": [paper], "when": when}

    def _paper(self, key: str) -> dict[str, Any]:
        paper = self._find("documents", key)
        return {"key": key, "name": paper["name"], "original": paper.get("original", False)}

    def _condition(self, name: str) -> dict[str, str]:
        if name not in self.used:
            self.used.append(name)
        for key, question in self.library["questions"].items():
            if key == name:
                return {"question": key, "is": "yes"}
            for option, value in question.get("options", {}).items():
                if value.get("condition") == name:
                    return {"question": key, "is": option}
        raise BrokenCatalogue(f"{self.service['key']}: no question decides the condition {name!r}.")

    def _questions(self) -> list[dict[str, Any]]:
        names = [self._condition(name)["question"] for name in self.used] + self.whole
        return [self._question(key) for key in dict.fromkeys(names)]

    def _question(self, key: str) -> dict[str, Any]:
        question = self.library["questions"][key]
        asked = {
            "key": key,
            "text": question["text"],
            "help": question.get("help"),
            "kind": question["kind"],
            "about": question.get("about", "papers"),
            "conf": "P",
        }
        if question["kind"] == "yes_no":
            return asked | {"options": YES_NO}
        if "options_from" in question:
            return asked | {"options": [_index_option(index) for index in self._indices()]}
        kept = [
            {"key": option, "text": value["text"]}
            for option, value in question["options"].items()
            if "condition" not in value or value["condition"] in self.used
        ]
        return asked | {"options": kept}

    def _fees(self, fees: Mapping[str, Any]) -> dict[str, Any]:
        holder = self.service.get("holder")
        if holder == "adult":
            self.whole.append(MARRIED)
        one_of = [self._fee(key) for key in fees.get("one_of", [])]
        if holder == "child":
            one_of = [fee for fee in one_of if fee["years"] <= LONGEST_FOR_A_CHILD]
        if holder == "either" and any(fee["years"] > LONGEST_FOR_A_CHILD for fee in one_of):
            self.whole.append(CHILD_HOLDER)
        if "by_index" in fees:
            self.whole.append("visa_index")
        along = fees.get("add_same_length")
        return {
            "one_of": one_of,
            "by": {"question": "visa_index", "offers": self._offers()} if "by_index" in fees else None,
            "along": {fee["fee"]: self._fee(f"{along}.{fee['fee'].split('.')[-1]}") for fee in one_of} if along else {},
            "add": [self._fee(key) for key in fees.get("add", [])],
            "waive": {key: self._condition(name) for key, name in fees.get("waive", {}).items()},
            "optional": [self._fee(key) for key in fees.get("optional", [])],
            "per_applicant": fees.get("per_applicant", False),
            "as_underlying": fees.get("as_underlying", False),
            "conf": fees.get("conf", self.service["conf"]),
        }

    def _fee(self, key: str) -> dict[str, Any]:
        fee = self._find("tariffs", key)
        book = fee.get("book", {})
        return {"fee": key, "name": fee["name"], "book": book.get("kind", ""), "years": book.get("years", 0)}

    def _indices(self) -> list[Mapping[str, Any]]:
        """Return the indices that this service is about: visas to apply for, or visit permits to extend."""
        if self.service["fees"]["by_index"] == "first":
            return [index for index in self.library["indices"] if index["code"][0] in "CD"]
        return [index for index in self.library["indices"] if "first_days" in index]

    def _offers(self) -> dict[str, list[str]]:
        if self.service["fees"]["by_index"] == "first":
            return {index["code"]: list(index.get("fees", [])) for index in self._indices()}
        return {
            index["code"]: [f"itk.{index['extension']['days']}d"] if index["extension"] else []
            for index in self._indices()
        }


def _index_option(index: Mapping[str, Any]) -> dict[str, Any]:
    title = index["title"]
    return {
        "key": index["code"],
        "text": {"id": f"{index['code']} · {title['id']}", "en": f"{index['code']} · {title['en']}"},
    }
