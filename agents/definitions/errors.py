from accounts.errors import PlatformError


class DefinitionError(PlatformError):
    """An agent's definition can't be used; nothing is saved. `faults` says each reason with its place."""

    code = "agent-definition"

    def __init__(self, faults):
        self.faults = sorted(faults, key=lambda fault: (fault.line, fault.column))
        errors = [{"line": each.line, "column": each.column, "message": str(each.message), "path": each.path} for each in self.faults]
        super().__init__(str(self.faults[0]), errors=errors)
