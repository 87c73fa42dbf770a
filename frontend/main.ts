/** The one script of every page. Behaviour that few pages need is fetched when its mark-up is there. */
import "./styles/index.css";

import { Application, type ControllerConstructor } from "@hotwired/stimulus";
import SessionController from "./controllers/session_controller";

const CONTROLLERS: Record<string, () => Promise<{ default: ControllerConstructor }>> = {
  autosave: () => import("./controllers/autosave_controller"),
  captions: () => import("./controllers/captions_controller"),
  code: () => import("./controllers/code_controller"),
  confirm: () => import("./controllers/confirm_controller"),
  controls: () => import("./controllers/controls_controller"),
  outline: () => import("./controllers/outline_controller"),
  discussion: () => import("./beside").then((beside) => ({ default: beside.discussion })),
  notes: () => import("./beside").then((beside) => ({ default: beside.notes })),
  passkey: () => import("./controllers/passkey_controller"),
  password: () => import("./controllers/password_controller"),
  placing: () => import("./controllers/placing_controller"),
  player: () => import("./controllers/player_controller"),
  preferences: () => import("./controllers/preferences_controller"),
  print: () => import("./controllers/print_controller"),
  quiz: () => import("./controllers/quiz_controller"),
  reading: () => import("./controllers/reading_controller"),
  remark: () => import("./controllers/remark_controller"),
  renewing: () => import("./controllers/renewing_controller"),
  richtext: () => import("./controllers/richtext_controller"),
  room: () => import("./controllers/room_controller"),
  slides: () => import("./controllers/slides_controller"),
  stage: () => import("./controllers/stage_controller"),
  status: () => import("./controllers/status_controller"),
  stream: () => import("./controllers/stream_controller"),
  subtitles: () => import("./controllers/subtitles_controller"),
  timeline: () => import("./controllers/timeline_controller"),
  timing: () => import("./controllers/timing_controller"),
  transcript: () => import("./controllers/transcript_controller"),
  tree: () => import("./controllers/tree_controller"),
  upload: () => import("./controllers/upload_controller"),
  work: () => import("./controllers/work_controller"),
};

const application = Application.start();
// On every page of a member, so a file of its own would only be one more request.
application.register("session", SessionController);

for (const [name, load] of Object.entries(CONTROLLERS)) {
  if (document.querySelector(`[data-controller~="${name}"]`)) {
    load().then((module) => application.register(name, module.default));
  }
}

// Without it (plain http, old webviews, private windows) everything works but the offline page.
navigator.serviceWorker?.register("/static/sw.js", { scope: "/" }).catch(() => undefined);
