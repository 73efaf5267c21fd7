/** Screens that nobody needs before the first entry is written; one file, fetched when idle. */
export { EntryScreen } from "../my-log/entry-screen";
export { MyLogScreen } from "../my-log/my-log-screen";
export { NeedsAttentionScreen } from "../needs-attention/needs-attention-screen";
export { SettingsScreen } from "../settings/settings-screen";
