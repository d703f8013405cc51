"""How allauth treats our accounts: nobody signs up, staff are invited; its mails go through the outbox."""

import io
import uuid
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kogge.core import outbox, region

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """No open sign-up; sentences that say what to do; mails through the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Mail address or password is not right. Please check both, or set a new password."
        ),
        "too_many_login_attempts": _(
            "Too many attempts failed. Please wait 15 minutes, or set a new password by mail."
        ),
        "rate_limited": _("Too many requests at once. Please wait a minute and try again."),
        "incorrect_password": _("The password is not right. Please type it again."),
        "incorrect_code": _("The code is not right. Please type the one that is shown now."),
        "enter_current_password": _("Please type your current password."),
        "invalid_password_reset": _("This link is used up or too old. Please ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind proxies the one they name, if all of them did; else whoever is connected."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return request.META["REMOTE_ADDR"]

    def format_email_subject(self, subject: str) -> str:
        return f"{region.current().network}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail in the transaction that causes it, instead of waiting for the mail server."""
        shown = {"email": email, "region": region.current(), **context}
        message = self.render_mail(template_prefix, email, shown)
        with transaction.atomic():
            outbox.post(
                cause=f"{template_prefix}:{uuid.uuid4()}",
                to=email,
                subject=str(message.subject),
                text=str(message.body),
            )


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An authority's sign-in finds invited accounts only, by the address the authority verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names this site in authenticator apps and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Please type the one that is shown now."),
    }

    def build_totp_svg(self, url: str) -> str:
        """On white, so that it can be scanned in dark mode too."""
        drawn = io.BytesIO()
        segno.make(url).save(drawn, kind="svg", scale=5, border=3, light="white")
        return drawn.getvalue().decode()

    def get_totp_issuer(self) -> str:
        return str(region.current().network)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": str(region.current().network)}

    def get_user_display_name(self, user: User) -> str:  # type: ignore[override]
        return user.email
