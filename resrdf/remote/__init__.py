"""Other people's servers: who we are to them, and requests that are repeated only where that is safe."""
