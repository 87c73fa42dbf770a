"""The security administrator's pages of accounts, below /administration/accounts/."""

from django.urls import path

from school.accounts.views.administering import account, accounts, act_on_account

app_name = "administering"
urlpatterns = [
    path("", accounts, name="accounts"),
    path("<slug:member_id>/", account, name="account"),
    path("<slug:member_id>/<slug:deed>/", act_on_account, name="act"),
]
