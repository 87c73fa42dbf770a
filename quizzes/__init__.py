"""Questions, quizzes and attempts: what is asked, what was answered, what it is worth."""
