"""The app as it is wired together."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories import make_user


def test_a_database_error_never_repeats_what_somebody_wrote(session: Session) -> None:
    make_user(session, "first@demo.invalid", display_name="Fältenheten")

    with pytest.raises(IntegrityError) as refused:
        make_user(session, "first@demo.invalid", display_name="Nattpatrullen")

    assert "Nattpatrullen" not in str(refused.value)
    session.rollback()
