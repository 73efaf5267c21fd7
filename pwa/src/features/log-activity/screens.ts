/** The form in its three uses: one file, fetched while the first screen is being looked at. */
export { CorrectScreen } from "./correct-screen";
export { RepairScreen } from "./repair-screen";
export { WriteScreen } from "./write-screen";
