"""The tables of the main job, from accounts and places to receipts and contributions.

Every tenant table is led by the municipality, so that the country can be spread by it later;
ledger_ids is the one that is not, because ids are unique in the whole installation.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_first_ledger"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("installation_id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("installation_id = 1", name=op.f("ck_installation_single_row")),
        sa.PrimaryKeyConstraint("installation_id", name=op.f("pk_installation")),
    )
    op.create_table(
        "ledger_ids",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column(
            "municipality_code",
            sa.String(length=4),
            nullable=False,
            comment="0000 for an operation that named no known municipality",
        ),
        sa.CheckConstraint(
            "what in ('operation', 'activity')", name=op.f("ck_ledger_ids_what_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_ids")),
    )
    op.create_table(
        "municipalities",
        sa.Column(
            "municipality_code",
            sa.String(length=4),
            nullable=False,
            comment="SCB's code as text, leading zero kept",
        ),
        sa.Column(
            "name",
            sa.String(),
            nullable=False,
            comment="official form; a genitive is never generated",
        ),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False, comment="the residents' address, /<slug>/"),
        sa.Column(
            "evening_cut_off",
            sa.String(length=5),
            nullable=False,
            comment="an evening kind's day turns at this local time",
        ),
        sa.Column("public_delay_days", sa.Integer(), nullable=False),
        sa.Column(
            "mask_below",
            sa.Integer(),
            nullable=False,
            comment="person-related outcomes from 1 up to this are masked for others",
        ),
        sa.CheckConstraint("mask_below in (3, 5)", name=op.f("ck_municipalities_mask_below_known")),
        sa.PrimaryKeyConstraint("municipality_code", name=op.f("pk_municipalities")),
        sa.UniqueConstraint("slug", name=op.f("uq_municipalities_slug")),
    )
    op.create_table(
        "municipality_counters",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", name=op.f("pk_municipality_counters")),
    )
    op.create_table(
        "organisations",
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "aliases",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column(
            "successor_id", sa.Uuid(as_uuid=False), nullable=True, comment="after a reorganisation"
        ),
        sa.CheckConstraint(
            "kind in ('municipality', 'police_area', 'association', 'company', 'rescue_service')",
            name=op.f("ck_organisations_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["organisations.organisation_id"],
            name=op.f("fk_organisations_successor_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "users",
        sa.Column("user_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("email", sa.String(), nullable=False, comment="casefolded"),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False, comment="argon2id"),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "activities",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("activity_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("author_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("kind_revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("place_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("place_revision", sa.Integer(), nullable=True),
        sa.Column(
            "service_date", sa.Date(), nullable=False, comment="the evening or day it belongs to"
        ),
        sa.Column(
            "cut_off",
            sa.String(length=5),
            nullable=False,
            comment="the local time the day turned at when service_date was set",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "content",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
            comment="the wire activity, nulls left out",
        ),
        sa.Column(
            "clashes",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
            comment="groups where a received value waits for a person's choice",
        ),
        sa.Column(
            "flags",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("review_state", sa.String(), nullable=False),
        sa.Column(
            "receipt",
            sa.String(),
            nullable=False,
            comment="the short number on the phone and the board",
        ),
        sa.Column("moved_to", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the server first had it",
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "review_state in ('none', 'waiting', 'accepted', 'rejected')",
            name=op.f("ck_activities_review_state_known"),
        ),
        sa.CheckConstraint(
            "state in ('planned', 'running', 'done', 'cancelled')",
            name=op.f("ck_activities_state_known"),
        ),
        sa.CheckConstraint(
            "ended_at is null or ended_at >= started_at",
            name=op.f("ck_activities_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.user_id"], name=op.f("fk_activities_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipalities.municipality_code"],
            name=op.f("fk_activities_municipality_code"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("fk_activities_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "activity_id", name=op.f("pk_activities")),
    )
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activities_municipality_code_author_id_service_date"),
            ["municipality_code", "author_id", "service_date"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_activities_municipality_code_change_seq"),
            ["municipality_code", "change_seq"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_activities_municipality_code_kind_service_date"),
            ["municipality_code", "kind", "service_date"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_activities_municipality_code_service_date"),
            ["municipality_code", "service_date"],
            unique=False,
        )

    op.create_table(
        "devices",
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column(
            "user_id",
            sa.Uuid(as_uuid=False),
            nullable=False,
            comment="a shared phone has several rows",
        ),
        sa.Column("app_version", sa.String(), nullable=True),
        sa.Column(
            "skew_s",
            sa.Double(),
            nullable=False,
            comment="server time minus the phone's, seconds; recorded, never applied",
        ),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.user_id"], name=op.f("fk_devices_user_id")),
        sa.PrimaryKeyConstraint("device_id", "user_id", name=op.f("pk_devices")),
    )
    op.create_table(
        "held_operations",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("operation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("activity_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("base_operation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("author_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column(
            "operation",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
            comment="as it was received",
        ),
        sa.Column("skew_s", sa.Double(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.user_id"], name=op.f("fk_held_operations_author_id")
        ),
        sa.PrimaryKeyConstraint(
            "municipality_code", "operation_id", name=op.f("pk_held_operations")
        ),
    )
    with op.batch_alter_table("held_operations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_held_operations_activity_id"), ["activity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_held_operations_base_operation_id"), ["base_operation_id"], unique=False
        )

    op.create_table(
        "memberships",
        sa.Column("membership_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("user_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="the last valid day"),
        sa.CheckConstraint(
            "role in ('reporter', 'group_leader', 'coordinator', 'viewer', 'administrator')",
            name=op.f("ck_memberships_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("fk_memberships_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.user_id"], name=op.f("fk_memberships_user_id")
        ),
        sa.PrimaryKeyConstraint("membership_id", name=op.f("pk_memberships")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_user_id"), ["user_id"], unique=False)

    op.create_table(
        "organisation_municipalities",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="the last valid day"),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipalities.municipality_code"],
            name=op.f("fk_organisation_municipalities_municipality_code"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("fk_organisation_municipalities_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_code",
            "organisation_id",
            "valid_from",
            name=op.f("pk_organisation_municipalities"),
        ),
    )
    with op.batch_alter_table("organisation_municipalities", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_municipalities_organisation_id"),
            ["organisation_id"],
            unique=False,
        )

    op.create_table(
        "places",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("place_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("locality", sa.String(), nullable=False, comment="the ort, such as Nödinge"),
        sa.Column(
            "search_name",
            sa.String(),
            nullable=False,
            comment="NFC and casefolded, because SQLite's lower() knows only ASCII",
        ),
        sa.Column("location_type", sa.String(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column(
            "organisation_id",
            sa.Uuid(as_uuid=False),
            nullable=True,
            comment="whose own place it is",
        ),
        sa.Column("speed_limit", sa.Integer(), nullable=True, comment="km/h"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "visibility in ('public', 'municipality', 'organisation')",
            name=op.f("ck_places_visibility_known"),
        ),
        sa.CheckConstraint("(lat is null) = (lon is null)", name=op.f("ck_places_whole_position")),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipalities.municipality_code"],
            name=op.f("fk_places_municipality_code"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("fk_places_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "place_id", name=op.f("pk_places")),
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_places_municipality_code_change_seq"),
            ["municipality_code", "change_seq"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_places_place_id"), ["place_id"], unique=True)

    op.create_table(
        "promises",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("promise_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("label", sa.String(), nullable=False, comment="as published, such as 2020–21"),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column(
            "ends_on", sa.Date(), nullable=True, comment="the last day; null when open-ended"
        ),
        sa.Column("until_further_notice", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False, comment="invented for the demo"),
        sa.Column("source_note", sa.String(), nullable=False),
        sa.Column(
            "sections",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column(
            "parties",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status in ('draft', 'active', 'ended', 'superseded')",
            name=op.f("ck_promises_status_known"),
        ),
        sa.CheckConstraint(
            "ends_on is null or ends_on >= starts_on", name=op.f("ck_promises_ends_after_start")
        ),
        sa.CheckConstraint(
            "until_further_notice = (ends_on is null)",
            name=op.f("ck_promises_open_ended_has_no_end"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipalities.municipality_code"],
            name=op.f("fk_promises_municipality_code"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "promise_id", name=op.f("pk_promises")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_promises_municipality_code_change_seq"),
            ["municipality_code", "change_seq"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_promises_promise_id"), ["promise_id"], unique=True)

    op.create_table(
        "sign_ins",
        sa.Column(
            "token_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the token in the cookie",
        ),
        sa.Column("user_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("csrf_token", sa.String(), nullable=False),
        sa.Column(
            "epoch",
            sa.Uuid(as_uuid=False),
            nullable=False,
            comment="a restored database ends every sign-in",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.user_id"], name=op.f("fk_sign_ins_user_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_ins")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_user_id"), ["user_id"], unique=False)

    op.create_table(
        "sync_receipts",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("operation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("author_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("device_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("activity_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the operation, nulls dropped",
        ),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column(
            "result",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
            comment="the result as the phone got it",
        ),
        sa.Column("skew_s", sa.Double(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "settled_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when a held one got its answer",
        ),
        sa.Column(
            "change_seq", sa.Integer(), nullable=True, comment="set when settled after its own push"
        ),
        sa.CheckConstraint(
            "status in ('applied', 'held', 'rejected')", name=op.f("ck_sync_receipts_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.user_id"], name=op.f("fk_sync_receipts_author_id")
        ),
        sa.PrimaryKeyConstraint("municipality_code", "operation_id", name=op.f("pk_sync_receipts")),
    )
    with op.batch_alter_table("sync_receipts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sync_receipts_municipality_code_author_id_change_seq"),
            ["municipality_code", "author_id", "change_seq"],
            unique=False,
        )

    op.create_table(
        "units",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit_kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="the last valid day"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipalities.municipality_code"],
            name=op.f("fk_units_municipality_code"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "unit_id", name=op.f("pk_units")),
    )
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_units_municipality_code_change_seq"),
            ["municipality_code", "change_seq"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_units_municipality_code_unit_kind"),
            ["municipality_code", "unit_kind"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_units_unit_id"), ["unit_id"], unique=True)

    op.create_table(
        "activity_reviews",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("activity_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("review_state", sa.String(), nullable=False),
        sa.Column(
            "reviewer_id",
            sa.Uuid(as_uuid=False),
            nullable=True,
            comment="null when a correction put it back to waiting",
        ),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "review_state in ('none', 'waiting', 'accepted', 'rejected')",
            name=op.f("ck_activity_reviews_review_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "activity_id"],
            ["activities.municipality_code", "activities.activity_id"],
            name=op.f("fk_activity_reviews_municipality_code_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["users.user_id"], name=op.f("fk_activity_reviews_reviewer_id")
        ),
        sa.PrimaryKeyConstraint(
            "municipality_code", "activity_id", "position", name=op.f("pk_activity_reviews")
        ),
    )
    op.create_table(
        "activity_revisions",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("activity_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "operation_id",
            sa.Uuid(as_uuid=False),
            nullable=True,
            comment="null for a change at the desk",
        ),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("author_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column(
            "content",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
            comment="the resulting wire activity",
        ),
        sa.Column(
            "received",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=True,
            comment="the wire activity as it was sent; null for void and restore",
        ),
        sa.Column("base_revision", sa.Integer(), nullable=True),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("cut_off", sa.String(length=5), nullable=False),
        sa.Column("place_revision", sa.Integer(), nullable=True),
        sa.Column(
            "clashes",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column(
            "flags",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column(
            "device_time",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="the phone's clock, never applied",
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action in ('log', 'correct', 'void', 'restore', 'move_out', 'move_in', 'desk')",
            name=op.f("ck_activity_revisions_action_known"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.user_id"], name=op.f("fk_activity_revisions_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "activity_id"],
            ["activities.municipality_code", "activities.activity_id"],
            name=op.f("fk_activity_revisions_municipality_code_activity_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_code", "activity_id", "revision", name=op.f("pk_activity_revisions")
        ),
    )
    with op.batch_alter_table("activity_revisions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activity_revisions_municipality_code_recorded_at"),
            ["municipality_code", "recorded_at"],
            unique=False,
        )

    op.create_table(
        "commitments",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("promise_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("focus_area_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column(
            "parties",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column(
            "parts_note",
            sa.String(),
            nullable=True,
            comment="what must be said beside a split of the number, such as that it is invented",
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role in ('promise', 'goal', 'method', 'heading')",
            name=op.f("ck_commitments_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "promise_id"],
            ["promises.municipality_code", "promises.promise_id"],
            name=op.f("fk_commitments_municipality_code_promise_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "commitment_id", name=op.f("pk_commitments")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commitments_commitment_id"), ["commitment_id"], unique=True
        )
        batch_op.create_index(
            batch_op.f("ix_commitments_municipality_code_promise_id"),
            ["municipality_code", "promise_id"],
            unique=False,
        )

    op.create_table(
        "contributions",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("rule_revision", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("promise_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("activity_revision", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column(
            "unit_ids",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("is_pending", sa.Boolean(), nullable=False),
        sa.Column(
            "why",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
            comment="the sentences that say why it counts",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "activity_id"],
            ["activities.municipality_code", "activities.activity_id"],
            name=op.f("fk_contributions_municipality_code_activity_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_code",
            "commitment_id",
            "rule_revision",
            "activity_id",
            name=op.f("pk_contributions"),
        ),
    )
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contributions_municipality_code_activity_id"),
            ["municipality_code", "activity_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contributions_municipality_code_promise_id_service_date"),
            ["municipality_code", "promise_id", "service_date"],
            unique=False,
        )

    op.create_table(
        "focus_areas",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("focus_area_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("promise_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_code", "promise_id"],
            ["promises.municipality_code", "promises.promise_id"],
            name=op.f("fk_focus_areas_municipality_code_promise_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "focus_area_id", name=op.f("pk_focus_areas")),
    )
    with op.batch_alter_table("focus_areas", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_focus_areas_municipality_code_promise_id"),
            ["municipality_code", "promise_id"],
            unique=False,
        )

    op.create_table(
        "result_lines",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("result_line_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("promise_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("focus_area_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "parties",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("qualifier", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "high is null or (low is not null and high >= low)",
            name=op.f("ck_result_lines_low_to_high"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "promise_id"],
            ["promises.municipality_code", "promises.promise_id"],
            name=op.f("fk_result_lines_municipality_code_promise_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_code", "result_line_id", name=op.f("pk_result_lines")
        ),
    )
    with op.batch_alter_table("result_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_result_lines_municipality_code_promise_id"),
            ["municipality_code", "promise_id"],
            unique=False,
        )

    op.create_table(
        "wishes",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("wish_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("place_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column(
            "kinds",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
            comment="the kinds that would answer it",
        ),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column(
            "source", sa.String(), nullable=False, comment="dialogue, survey, tip, phone or form"
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status in ('received', 'waiting', 'checked', 'sent_on', 'cannot', 'joined')",
            name=op.f("ck_wishes_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "place_id"],
            ["places.municipality_code", "places.place_id"],
            name=op.f("fk_wishes_municipality_code_place_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "wish_id", name=op.f("pk_wishes")),
    )
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wishes_municipality_code_change_seq"),
            ["municipality_code", "change_seq"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_wishes_wish_id"), ["wish_id"], unique=True)

    op.create_table(
        "adjustments",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("adjustment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("commitment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=True, comment="null: the source does not say"),
        sa.Column(
            "qualifier",
            sa.String(),
            nullable=False,
            comment="exact, at_least, over, about, several …",
        ),
        sa.Column("words", sa.String(), nullable=False, comment="the source's words"),
        sa.Column(
            "kinds",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("source_note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_adjustments_ends_after_start")),
        sa.CheckConstraint(
            "low >= 0 and (high is null or high >= low)", name=op.f("ck_adjustments_low_to_high")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "commitment_id"],
            ["commitments.municipality_code", "commitments.commitment_id"],
            name=op.f("fk_adjustments_municipality_code_commitment_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "adjustment_id", name=op.f("pk_adjustments")),
    )
    with op.batch_alter_table("adjustments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_adjustments_municipality_code_commitment_id"),
            ["municipality_code", "commitment_id"],
            unique=False,
        )

    op.create_table(
        "counting_rule_revisions",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column(
            "window",
            sa.String(),
            nullable=False,
            comment="promise, calendar_year, school_year, tertial, quarter, month or date..date",
        ),
        sa.Column(
            "kinds",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column(
            "where",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("sum_of", sa.String(), nullable=True, comment="fields.<code> or outcomes.<code>"),
        sa.Column("unit_kind", sa.String(), nullable=True),
        sa.Column(
            "text",
            sa.String(),
            nullable=False,
            comment="the rule in words, published beside the number",
        ),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state in ('counting', 'current', 'past')",
            name=op.f("ck_counting_rule_revisions_state_known"),
        ),
        sa.CheckConstraint(
            "type in ('count', 'sum', 'coverage', 'cohort', 'milestone', 'continuous', "
            "'directional', 'outcome', 'survey', 'cadence')",
            name=op.f("ck_counting_rule_revisions_type_known"),
        ),
        sa.CheckConstraint(
            "target is null or target > 0", name=op.f("ck_counting_rule_revisions_target_positive")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "commitment_id"],
            ["commitments.municipality_code", "commitments.commitment_id"],
            name=op.f("fk_counting_rule_revisions_municipality_code_commitment_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_code",
            "commitment_id",
            "revision",
            name=op.f("pk_counting_rule_revisions"),
        ),
    )
    op.create_table(
        "deviations",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("deviation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("commitment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("substitute_activity_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("substitute_text", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "reason in ('pandemi', 'staffing', 'weather', 'alarm', 'cooperation', 'other')",
            name=op.f("ck_deviations_reason_known"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code", "commitment_id"],
            ["commitments.municipality_code", "commitments.commitment_id"],
            name=op.f("fk_deviations_municipality_code_commitment_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "deviation_id", name=op.f("pk_deviations")),
    )
    with op.batch_alter_table("deviations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deviations_municipality_code_commitment_id"),
            ["municipality_code", "commitment_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("deviations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deviations_municipality_code_commitment_id"))

    op.drop_table("deviations")
    op.drop_table("counting_rule_revisions")
    with op.batch_alter_table("adjustments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adjustments_municipality_code_commitment_id"))

    op.drop_table("adjustments")
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wishes_wish_id"))
        batch_op.drop_index(batch_op.f("ix_wishes_municipality_code_change_seq"))

    op.drop_table("wishes")
    with op.batch_alter_table("result_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_result_lines_municipality_code_promise_id"))

    op.drop_table("result_lines")
    with op.batch_alter_table("focus_areas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_focus_areas_municipality_code_promise_id"))

    op.drop_table("focus_areas")
    with op.batch_alter_table("contributions", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_contributions_municipality_code_promise_id_service_date")
        )
        batch_op.drop_index(batch_op.f("ix_contributions_municipality_code_activity_id"))

    op.drop_table("contributions")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitments_municipality_code_promise_id"))
        batch_op.drop_index(batch_op.f("ix_commitments_commitment_id"))

    op.drop_table("commitments")
    with op.batch_alter_table("activity_revisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_revisions_municipality_code_recorded_at"))

    op.drop_table("activity_revisions")
    op.drop_table("activity_reviews")
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_units_unit_id"))
        batch_op.drop_index(batch_op.f("ix_units_municipality_code_unit_kind"))
        batch_op.drop_index(batch_op.f("ix_units_municipality_code_change_seq"))

    op.drop_table("units")
    with op.batch_alter_table("sync_receipts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sync_receipts_municipality_code_author_id_change_seq"))

    op.drop_table("sync_receipts")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_user_id"))

    op.drop_table("sign_ins")
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promises_promise_id"))
        batch_op.drop_index(batch_op.f("ix_promises_municipality_code_change_seq"))

    op.drop_table("promises")
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_place_id"))
        batch_op.drop_index(batch_op.f("ix_places_municipality_code_change_seq"))

    op.drop_table("places")
    with op.batch_alter_table("organisation_municipalities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_municipalities_organisation_id"))

    op.drop_table("organisation_municipalities")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memberships_user_id"))

    op.drop_table("memberships")
    with op.batch_alter_table("held_operations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_operations_base_operation_id"))
        batch_op.drop_index(batch_op.f("ix_held_operations_activity_id"))

    op.drop_table("held_operations")
    op.drop_table("devices")
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activities_municipality_code_service_date"))
        batch_op.drop_index(batch_op.f("ix_activities_municipality_code_kind_service_date"))
        batch_op.drop_index(batch_op.f("ix_activities_municipality_code_change_seq"))
        batch_op.drop_index(batch_op.f("ix_activities_municipality_code_author_id_service_date"))

    op.drop_table("activities")
    op.drop_table("users")
    op.drop_table("organisations")
    op.drop_table("municipality_counters")
    op.drop_table("municipalities")
    op.drop_table("ledger_ids")
    op.drop_table("installation")
