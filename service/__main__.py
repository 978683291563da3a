"""python -m service = manyhands"""

from service.commands import main

if __name__ == "__main__":
    main()
