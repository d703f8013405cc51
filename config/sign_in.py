"""How staff sign in: mail and password with a second factor, passkeys, or an authority's OpenID provider."""

from . import env

SECURE = env.text("KOGGE_SITE_URL").startswith("https://")
SESSION_COOKIE_AGE = 12 * 3600  # signed in at most this long …
SESSION_IDLE_SECONDS = 2 * 3600  # … and at most this long without doing anything
PASSWORD_RESET_TIMEOUT = 3600
INVITATION_DAYS = 14

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:desk"
ACCOUNT_ADAPTER = "kogge.network.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "kogge.network.accounts.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key,100/15m/ip"}  # per account, per address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a reset for a stranger's address sends nothing
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail says when password or second factor changed
ACCOUNT_SESSION_REMEMBER = False
USERSESSIONS_TRACK_ACTIVITY = True
MFA_ADAPTER = "kogge.network.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # the demo runs on plain http://localhost

OIDC = env.text("KOGGE_OIDC_SERVER")
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the provider vouches for the address …
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # … so an invited account is found by it
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "authority",
                "name": env.text("KOGGE_OIDC_NAME", "Single sign-on"),
                "client_id": env.text("KOGGE_OIDC_CLIENT"),
                "secret": env.text("KOGGE_OIDC_SECRET"),
                "settings": {"server_url": OIDC},
            }
        ]
        if OIDC
        else [],
    }
}
