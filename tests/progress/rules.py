"""The rules that come with the product, for tests of pure modules."""

import json
from pathlib import Path

import progress
from progress.rules import Rules

FIRST_RULES = Path(progress.__file__).parent / "first_rules.json"
RULES = Rules.model_validate(json.loads(FIRST_RULES.read_text(encoding="utf-8"))["rules"])
