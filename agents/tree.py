"""The shape of a conversation: which message follows which. Contents are left in the database."""

from agents.models import Message


class Tree:
    """Ids of all messages of a conversation, in the order of their making; one query however many there are."""

    def __init__(self, conversation_id):
        rows = Message.objects.filter(conversation_id=conversation_id).order_by("created_at", "pk")
        self.parents = dict(rows.values_list("pk", "parent_id"))
        self.children = {}
        for pk, parent in self.parents.items():
            self.children.setdefault(parent, []).append(pk)

    def path(self, pk):
        """Return the ids from the conversation's beginning to pk, in order."""
        path = []
        while pk is not None:
            path.append(pk)
            pk = self.parents[pk]
        return path[::-1]

    def siblings(self, pk):
        """Return pk and the other messages that follow the same one, oldest first."""
        return self.children[self.parents[pk]]

    def newest_leaf(self, pk):
        """Return the latest message below pk that nothing follows; pk itself if nothing follows it."""
        below = [pk]
        for each in below:  # grows while it is read
            below += self.children.get(each, ())
        age = {each: number for number, each in enumerate(self.parents)}
        return max((each for each in below if each not in self.children), key=age.get)


def path_to(message):
    """Return the messages from the conversation's beginning to message, in order."""
    path = Tree(message.conversation_id).path(message.pk)
    by_id = Message.objects.in_bulk(path)
    return [by_id[pk] for pk in path]
