"""Looks down on everything: is the policy kept?"""
