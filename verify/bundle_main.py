"""Lets Python run a bundle as it is: `python bundle.zip` checks the bundle itself."""

import os
import sys

import verify

sys.exit(verify.main(bundle=os.path.dirname(os.path.abspath(__file__))))
