"""Links and images of bodies, whatever they lead to."""
