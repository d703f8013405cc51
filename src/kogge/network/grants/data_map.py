"""Operations and funder profiles name organisations, never people."""

from kogge.core.data_map import ALL

PERSONAL = ()
NOT_PERSONAL = {"grants.FunderProfile": ALL, "grants.Operation": ALL}
