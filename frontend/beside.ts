/** What stands beside a lecture, in one request: on its page the notes and the discussion always come together. */
export { default as discussion } from "./controllers/discussion_controller";
export { default as notes } from "./controllers/notes_controller";
