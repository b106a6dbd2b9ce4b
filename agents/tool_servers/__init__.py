"""Tools of other servers (Model Context Protocol, streamable HTTP), as an administrator has let them in."""
