"""The legal bases the data maps name. State law that fills them in stands in the region's legal texts."""

from django.utils.translation import gettext_lazy as _

PUBLIC_TASK = _("Article 6(1)(e) GDPR: a task in the public interest")
LEGAL_DUTY = _("Article 6(1)(c) GDPR: a legal obligation, such as proof to a funder or accessibility law")
CONSENT = _("Article 6(1)(a) GDPR: consent, which can be withdrawn at any time")
EMPLOYMENT = _("Article 6(1)(e) and Article 88 GDPR: carrying out the work of staff")
SECURITY = _("Article 6(1)(e) with Article 32 GDPR: keeping the system secure")
