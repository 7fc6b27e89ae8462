"""The sample assembly: みなと野市, an invented city, built through the product's own actions in the order of time."""
