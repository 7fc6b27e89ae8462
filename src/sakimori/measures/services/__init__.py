"""Cloud services and generative AI: request, permission, register, yearly look (6(8))."""
