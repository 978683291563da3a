"""`manyhands link`: the organizer link of a move, for one who has lost it."""

import argparse
import sys

from sqlalchemy import select

from service.domain.core.links import Grants, Link
from service.domain.models import Organizer
from service.installation import open_installation
from service.settings import BrokenSetup, Settings
from service.storage.migrations import FILE


def run(settings: Settings, arguments: argparse.Namespace) -> None:
    """Print the link of the move's first organizer. Makes no database where none is."""
    if not settings.database_url and not (settings.data / FILE).is_file():
        raise BrokenSetup(f"There is no database in {settings.data}: name the folder with --data.")
    installation = open_installation(settings)
    with installation.database.reading() as session:
        of_move = (Organizer.move_id == arguments.move, Organizer.organizes())
        organizer = session.scalars(select(Organizer).where(*of_move).order_by(Organizer.n)).first()
    if organizer is None:
        raise BrokenSetup(f"There is no move {arguments.move} in {installation.database.name}.")
    link = Link(organizer.move_id, Grants.ORGANIZER, organizer.n, organizer.epoch)
    sys.stdout.write(installation.url(link) + "\n")
