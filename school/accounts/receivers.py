"""What happens around signing in that no view of ours does."""
