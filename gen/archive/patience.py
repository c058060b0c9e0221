"""How long a build waits for the processes and machines that make its documents."""

from msgspec import Struct


class Patience(Struct, frozen=True, kw_only=True):
    """How many seconds to wait before giving something up."""

    document: float = 0
    """To make a document and write its outputs; 0 for no limit."""
    start: float = 120
    """For a worker process of this machine to be ready."""
    connection: float = 10
    """For the scheduler of a cluster to be reached."""
    cluster_worker: float = 60
    """For a worker of a cluster, at the start or after the last one has gone: a nanny starts one within a few
    seconds."""
    answer: float = 60
    """For the scheduler to say which workers it has."""
    look: float = 2
    """Without news from the cluster, before the scheduler is asked for that."""
