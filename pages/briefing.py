"""会议模式: the meeting as full-screen steps."""

from ui.briefing import page

page.show()
