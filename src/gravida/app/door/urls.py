"""The addresses of the door."""

from __future__ import annotations

from django.urls import path

from gravida.app.door import coming_back, leaving, opening, passkey, setting_up, typed

app_name = "door"

urlpatterns = [
    path("", opening.home, name="home"),
    path("begin/", setting_up.begin, name="begin"),
    path("begin/copy/", coming_back.page, name="copy"),
    path("begin/code/", setting_up.code, name="code"),
    path("begin/check/", setting_up.check, name="check"),
    path("begin/anew/", setting_up.anew, name="anew"),
    path("open/", opening.unlock, name="unlock"),
    path("open/kept/", opening.unlock, {"kept": True}, name="unlock_kept"),
    path("open/code/", opening.recover, name="recover"),
    path("open/passkey/", passkey.unlock, name="passkey"),
    path("open/passkey/ask/", passkey.ask, name="passkey_ask"),
    path("open/reading/", opening.read, name="read"),
    path("about/", opening.about, name="about"),
    path("lock/", leaving.lock, name="lock"),
    path("leave/", leaving.leave, name="leave"),
    path("blank/", leaving.blank, name="blank"),
    path("keep/", typed.keep, name="keep"),
]
