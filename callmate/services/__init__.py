"""What the screen and the commands both do, without a screen."""
