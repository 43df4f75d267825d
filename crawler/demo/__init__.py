"""The bundled fixture world, served over real HTTP on loopback, so that the whole job can be run and shown anywhere."""
