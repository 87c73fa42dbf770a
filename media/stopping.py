"""How a process that is told to stop tells its encoders."""

import threading

stop_event = threading.Event()
"""Set at shutdown: running programs are ended within half a second and their work is handed back to the queue."""
