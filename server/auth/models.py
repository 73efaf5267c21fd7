"""Accounts and their sign-ins. An account is the only personal data in the system."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, Id


class User(Base):
    __tablename__ = "users"

    user_id: Mapped[str] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(unique=True, comment="casefolded")
    display_name: Mapped[str]
    password_hash: Mapped[str] = mapped_column(comment="argon2id")
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class SignIn(Base):
    """One signed-in browser. Revoking the row signs it out, whatever its cookie says."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="SHA-256 of the token in the cookie"
    )
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("users.user_id"))
    csrf_token: Mapped[str]
    epoch: Mapped[str] = mapped_column(Id, comment="a restored database ends every sign-in")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "user_id"),)
