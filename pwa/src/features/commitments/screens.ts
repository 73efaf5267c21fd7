/** What the promises' own file holds; the app asks for it with one dynamic import. */
export { CommitmentScreen } from "../board/commitment-screen";
export { PromiseScreen } from "./promise-screen";
export { PromisesScreen } from "./promises-screen";
