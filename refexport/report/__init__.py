"""Reports: findings as output."""
