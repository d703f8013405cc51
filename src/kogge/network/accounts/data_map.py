"""What we know of staff."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_ACCOUNT = Terms(
    about=_("Staff with an account"),
    purpose=_("To sign in, and to be known to colleagues by name"),
    basis=legal_bases.EMPLOYMENT,
    retention=_("Until one year after the last membership has ended"),
    erasure=_("The account is deleted with everything below; the history keeps its number alone"),
)
_RIGHTS = Terms(
    about=_("Staff with an account"),
    purpose=_("To open only what a person's role, organisation and day allow"),
    basis=legal_bases.EMPLOYMENT,
    retention=_("Until one year after the last membership has ended"),
    erasure=_("Deleted with the account"),
)
_SIGN_IN = Terms(
    about=_("Staff with an account"),
    purpose=_("To check the second factor, passkeys and the sign-in of an authority"),
    basis=legal_bases.SECURITY,
    retention=_("Until removed by the person, at the latest with the account"),
    erasure=_("Deleted with the account"),
)
_SESSIONS = Terms(
    about=_("Staff who are signed in"),
    purpose=_("To stay signed in, and to see and end one's own sessions"),
    basis=legal_bases.SECURITY,
    retention=_("Until signing out, at most 12 hours; the list 7 days longer"),
    erasure=_("Deleted by the daily clean-up"),
)
_ATTEMPTS = Terms(
    about=_("Whoever fails to sign in or sends many forms"),
    purpose=_("To slow down guessing and floods: internet address or a hash of the mail address"),
    basis=legal_bases.SECURITY,
    retention=_("One hour at most"),
    erasure=_("Deleted by the daily clean-up"),
)

PERSONAL = (
    *personal("accounts.User", "email name language password last_login joined_at", _ACCOUNT),
    *personal("accounts.Membership", "user", _RIGHTS),
    *personal("accounts.SharedCount", "cache_key value", _ATTEMPTS),
    *personal("account.EmailAddress", "user email verified primary", _ACCOUNT),
    *personal("account.EmailConfirmation", "email_address created sent key", _ACCOUNT),
    *personal("mfa.Authenticator", "user type data created_at last_used_at", _SIGN_IN),
    *personal("socialaccount.SocialAccount", "user provider uid last_login date_joined extra_data", _SIGN_IN),
    *personal("socialaccount.SocialToken", "account token token_secret expires_at", _SIGN_IN),
    *personal(
        "usersessions.UserSession", "user created_at ip last_seen_at session_key user_agent data", _SESSIONS
    ),
    *personal("sessions.Session", "session_key session_data expire_date", _SESSIONS),
)
NOT_PERSONAL = {
    "accounts.User": "id is_active",
    "accounts.Membership": "id organization_slug role valid_from valid_until",  # nothing without the user
    "accounts.SharedCount": "expires",
    "account.EmailAddress": "id",
    "account.EmailConfirmation": "id",
    "mfa.Authenticator": "id",
    "socialaccount.SocialApp": ALL,
    "socialaccount.SocialAccount": "id",
    "socialaccount.SocialToken": "id app",
    "usersessions.UserSession": "id",
}
