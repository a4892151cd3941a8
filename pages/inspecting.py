"""考评工作: what inspectors visited, against plan and quota; reports, 一个样, key problems."""

from ui.inspecting import page

page.show()
