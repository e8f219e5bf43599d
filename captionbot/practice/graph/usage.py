"""Facebook's usage headers: JSON in strings, per cent from 0 to 100, absent at low use."""

import json
from typing import Any


def usage_headers(page_id: str, asked: dict[str, Any]) -> dict[str, str]:
    """Make both headers from ``call_count``, ``total_time``, ``total_cputime`` (per cent) and ``minutes`` to wait."""
    if not asked:
        return {}
    used = {name: int(asked.get(name, 0)) for name in ("call_count", "total_cputime", "total_time")}
    pages = [{"type": "pages", **used, "estimated_time_to_regain_access": int(asked.get("minutes", 0))}]
    return {"X-App-Usage": json.dumps(used), "X-Business-Use-Case-Usage": json.dumps({page_id: pages})}
