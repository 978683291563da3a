"""python -m service = manyhands"""

from service.cli import main

if __name__ == "__main__":
    main()
