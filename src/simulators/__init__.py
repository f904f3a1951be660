"""The outside world as servers one can run. Never imports lintas: they meet over HTTP."""
