"""python -m service.text: compile all templates and catalogues, for an image in whose folders nobody writes later."""

from service.text.language import language, shipped
from service.text.templates import compile_all

if __name__ == "__main__":
    compile_all()
    for code in shipped():
        language(code)
