"""Figures as data: things, vehicles and homes. Read by `service.domain.figures.catalogue` alone."""
