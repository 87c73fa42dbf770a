"""People at their devices, speaking plain HTTP to a running school."""

import re

import httpx

PASSWORD = "a long enough pass phrase"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Device:
    """One browser: a cookie jar of its own, signed in when a number is given."""

    def __init__(self, url: str, number: str = "") -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=20, follow_redirects=True)
        if number:
            answer = self.post_form("/accounts/login/", {"login": number, "password": PASSWORD})
            assert "school_session" in self.http.cookies, answer.text[:2000]

    def get(self, path: str, **options) -> httpx.Response:
        return self.http.get(path, **options)

    def post_form(self, path: str, fields: dict[str, str]) -> httpx.Response:
        """Open the page, fill its form in, send it; fails unless it was taken."""
        page = self.http.get(path)
        token = TOKEN.search(page.text)
        assert token, f"{path}: {page.status_code}, no form\n{page.text[:1000]}"
        headers = {"Referer": str(page.url)}
        answer = self.http.post(path, data=fields | {"csrfmiddlewaretoken": token[1]}, headers=headers)
        assert answer.status_code == 200, f"{path}: {answer.status_code}\n{answer.text[:3000]}"
        assert answer.history, f"{path}: not taken\n{answer.text[:6000]}"
        return answer

    def post_json(self, path: str, body: object, *, expect: int) -> dict:
        """Call the API as the pages' scripts do."""
        headers = {"X-CSRFToken": self.http.cookies.get("school_csrf", ""), "Referer": str(self.http.base_url)}
        answer = self.http.post(path, json=body, headers=headers)
        assert answer.status_code == expect, f"{path}: {answer.status_code} {answer.text[:1000]}"
        return answer.json()

    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
