"""What every face stands on: who asks, what guards a request, and how an answer is made."""
