"""What stands between any request and any page: headers on every answer, limits, same origin, plain error pages."""
